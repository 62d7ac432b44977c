import { css } from "lit";

/** Looks of the map's frame and of the few controls MapLibre itself draws. */
export const fleetMapStyles = css`
  :host {
    display: block;
    position: absolute;
    inset: 0;
    overflow: hidden;
    background: var(--canvas);
    contain: strict;
  }
  .map {
    position: absolute;
    inset: 0;
    font: inherit;
    transition: filter 600ms;
  }
  .vehicles {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }
  .plates {
    position: absolute;
    inset: 0;
    overflow: hidden;
    pointer-events: none;
  }
  .plate {
    position: absolute;
    top: 13px;
    left: 0;
    max-width: 160px;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--text);
    font-size: var(--size-xs);
    font-weight: 600;
    line-height: 16px;
    white-space: nowrap;
    -webkit-text-stroke: 3px var(--map-outline);
    paint-order: stroke fill;
    will-change: transform;
  }
  :host([stale]) .map {
    filter: saturate(0.12) brightness(0.97);
  }
  .maplibregl-canvas:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: -3px;
  }
  .maplibregl-ctrl-bottom-right {
    display: flex;
    align-items: center;
    gap: 8px;
    right: calc(var(--inset-right, 0px) + 10px);
    bottom: calc(var(--inset-bottom, 0px) + 8px);
  }
  .maplibregl-ctrl-bottom-right .maplibregl-ctrl {
    order: 1;
    margin: 0;
    padding: 1px 7px;
    border-radius: 5px;
    background: var(--glass);
    color: var(--text-muted);
    font-size: 10.5px;
    line-height: 16px;
  }
  .maplibregl-ctrl-bottom-right .maplibregl-ctrl-scale {
    order: 0;
    padding: 0 5px;
    border: 1.5px solid var(--text-faint);
    border-top: 0;
    border-radius: 0;
    background: none;
    color: var(--text-muted);
    font-variant-numeric: tabular-nums;
  }
  .maplibregl-ctrl-attrib a {
    color: inherit;
  }
`;
