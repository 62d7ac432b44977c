import { createClusterPainter } from "./cluster-painter.ts";
import type { Rings } from "./cluster-rings.ts";
import { linkProgram, matrixAt } from "./gl-program.ts";
import { STRIDE } from "./packed-vehicles.ts";
import { type Instances } from "./vehicle-instances.ts";
import { FRAGMENT_SHADER, VERTEX_SHADER } from "./vehicle-shaders.ts";
import { timeOnCard } from "./vehicle-time.ts";

/** Colours of one theme, each as red, green, blue from 0 to 1. */
export type VehicleColors = {
  /** In the order of `STATUSES`, flattened. */
  readonly statuses: Float32Array;
  /** In the order of `RING_PARTS`, flattened. */
  readonly ringParts: Float32Array;
  readonly outline: Float32Array;
  readonly hollow: Float32Array;
  readonly accent: Float32Array;
  readonly text: Float32Array;
};

/** What is drawn, read anew each frame. */
export type VehicleScene = {
  readonly instances: Instances;
  colors: VehicleColors;
  selectedId: string | undefined;
  hoveredId: string | undefined;
  /** Clusters, in the place of the vehicles that are hidden. */
  rings: Rings;
  /** Key of the cluster that is pointed at. */
  emphasisedRing: number | undefined;
  /** Layer time, s. */
  readonly nowS: () => number;
  /** Ends every glide: each car stands where it was last known to be. */
  readonly settle: () => void;
  /** Called after each frame, for what follows the vehicles in the page. */
  readonly onFrame: () => void;
};

/** Below this zoom a vehicle is a dot: arrows would only cover each other. */
const ARROW_ZOOM = 10.5;
/** Half a quad in CSS pixels: the selection ring with its soft edge. */
const HALF_QUAD = 22;

/** From where the map is looked at. */
export type MapView = {
  /** From Web Mercator, 0 to 1, to clip space, column by column. */
  readonly matrix: ArrayLike<number>;
  readonly zoom: number;
  /** Degrees. */
  readonly bearing: number;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
};

type Graphics = {
  readonly program: WebGLProgram;
  readonly uniforms: ReturnType<typeof uniformsOf>;
  readonly buffer: WebGLBuffer;
  /** Which vehicles are hidden, a byte each. */
  readonly hidden: WebGLBuffer;
  readonly vertexArray: WebGLVertexArrayObject;
  uploadedBytes: number;
};

const bindInstances = (
  gl: WebGL2RenderingContext,
  { buffer, hidden }: Graphics,
  first: number,
): void => {
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  const columns = [
    [4, gl.FLOAT, false, 0],
    [2, gl.FLOAT, false, 16],
    [2, gl.UNSIGNED_SHORT, true, 24],
    [4, gl.UNSIGNED_BYTE, false, 28],
  ] as const;
  columns.forEach(([size, type, normalized, at], location) => {
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, size, type, normalized, STRIDE, first * STRIDE + at);
    gl.vertexAttribDivisor(location, 1);
  });
  gl.bindBuffer(gl.ARRAY_BUFFER, hidden);
  gl.enableVertexAttribArray(columns.length);
  gl.vertexAttribPointer(columns.length, 1, gl.UNSIGNED_BYTE, false, 1, first);
  gl.vertexAttribDivisor(columns.length, 1);
};

/** Where the uniforms of the program are. */
const uniformsOf = (gl: WebGL2RenderingContext, program: WebGLProgram) => {
  const at = (name: string) => gl.getUniformLocation(program, name);
  return {
    matrix: at("u_matrix"),
    now: at("u_now"),
    bearing: at("u_bearing"),
    pixel: at("u_pixel"),
    size: at("u_size"),
    scale: at("u_scale"),
    dots: at("u_dots"),
    emphasis: at("u_emphasis"),
    colors: at("u_colors"),
    outline: at("u_outline"),
    hollow: at("u_hollow"),
    accent: at("u_accent"),
  };
};

const createGraphics = (gl: WebGL2RenderingContext): Graphics => {
  const program = linkProgram(gl, VERTEX_SHADER, FRAGMENT_SHADER);
  const uniforms = uniformsOf(gl, program);
  const buffer = gl.createBuffer();
  const hidden = gl.createBuffer();
  const vertexArray = gl.createVertexArray();
  return { program, uniforms, buffer, hidden, vertexArray, uploadedBytes: 0 };
};

/** Sends the bytes changed since the last frame; all of them when the buffer has to grow. */
const upload = (gl: WebGL2RenderingContext, graphics: Graphics, instances: Instances): void => {
  const { dirty, bytes } = instances;
  gl.bindBuffer(gl.ARRAY_BUFFER, graphics.buffer);
  const hasGrown = graphics.uploadedBytes !== bytes.length;
  if (hasGrown) {
    gl.bufferData(gl.ARRAY_BUFFER, bytes, gl.DYNAMIC_DRAW);
    graphics.uploadedBytes = bytes.length;
  } else if (dirty.from < dirty.to) {
    gl.bufferSubData(gl.ARRAY_BUFFER, dirty.from, bytes, dirty.from, dirty.to - dirty.from);
  }
  instances.dirty = { from: 0, to: 0 };
  if (!instances.hiddenChanged && !hasGrown) return;
  gl.bindBuffer(gl.ARRAY_BUFFER, graphics.hidden);
  gl.bufferData(gl.ARRAY_BUFFER, instances.hidden, gl.DYNAMIC_DRAW);
  instances.hiddenChanged = false;
};

/** Zoom decides how large a vehicle is: 0.75 far out, full size in a street, a little more close. */
const scaleAt = (zoom: number): number =>
  zoom < ARROW_ZOOM
    ? Math.min(1, Math.max(0.7, zoom / 10))
    : Math.min(1.25, 0.85 + (zoom - ARROW_ZOOM) * 0.07);

const setUniforms = (
  gl: WebGL2RenderingContext,
  { uniforms }: Graphics,
  scene: VehicleScene,
  { matrix, zoom, bearing, width, height }: MapView,
): void => {
  const { origin } = scene.instances;
  gl.uniformMatrix4fv(uniforms.matrix, false, matrixAt(matrix, origin?.x ?? 0, origin?.y ?? 0));
  gl.uniform1f(uniforms.now, timeOnCard(scene.instances, scene.nowS()));
  gl.uniform1f(uniforms.bearing, bearing / 360);
  gl.uniform2f(uniforms.pixel, 2 / width, 2 / height);
  gl.uniform1f(uniforms.size, HALF_QUAD);
  gl.uniform1f(uniforms.scale, scaleAt(zoom));
  gl.uniform1f(uniforms.dots, zoom < ARROW_ZOOM ? 1 : 0);
  gl.uniform3fv(uniforms.colors, scene.colors.statuses);
  gl.uniform3fv(uniforms.outline, scene.colors.outline);
  gl.uniform3fv(uniforms.hollow, scene.colors.hollow);
  gl.uniform3fv(uniforms.accent, scene.colors.accent);
};

/** Draws everybody in one call, then whoever is pointed at or selected once more on top. */
const draw = (gl: WebGL2RenderingContext, graphics: Graphics, scene: VehicleScene): void => {
  const { uniforms } = graphics;
  const { ids, indexOf } = scene.instances;
  bindInstances(gl, graphics, 0);
  gl.uniform1f(uniforms.emphasis, 0);
  gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, ids.length);
  const emphasised = [
    [scene.hoveredId, 1],
    [scene.selectedId, 2],
  ] as const;
  for (const [id, emphasis] of emphasised) {
    const index = id === undefined ? undefined : indexOf.get(id);
    if (index === undefined) continue;
    bindInstances(gl, graphics, index);
    gl.uniform1f(uniforms.emphasis, emphasis);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, 1);
  }
};

/** Draws a scene as it is at the moment, on a canvas that is as large as its drawing buffer says. */
export type VehiclePainter = (view: MapView) => void;

/** Prepares a context for drawing: a few instanced draw calls however many vehicles there are. */
export const createPainter = (gl: WebGL2RenderingContext, scene: VehicleScene): VehiclePainter => {
  const graphics = createGraphics(gl);
  const paintClusters = createClusterPainter(gl, scene);
  gl.enable(gl.BLEND);
  // the shader's colours are premultiplied
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  return (view) => {
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clear(gl.COLOR_BUFFER_BIT);
    // beneath the vehicles, of which those on top of a cluster are in none
    paintClusters(view);
    gl.useProgram(graphics.program);
    gl.bindVertexArray(graphics.vertexArray);
    upload(gl, graphics, scene.instances);
    setUniforms(gl, graphics, scene, view);
    draw(gl, graphics, scene);
  };
};
