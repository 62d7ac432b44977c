/** Whether a path is that of a base map's style, which names what else the map is made of. */
export const isBaseMapStyle = (path: string): boolean => /^\/basemap\/style-\w+\.json$/.test(path);
