import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibre } from "maplibre-gl";
import {
  createPainter,
  type MapView,
  type VehiclePainter,
  type VehicleScene,
} from "./vehicle-painter.ts";

/** Pause between frames where the pointer is a finger, ms: a phone's battery before smoothness. */
const PHONE_FRAME_MS = 33;

/** The vehicles over a map. */
export type VehicleCanvas = {
  /** To be put on each style of the map: it draws nothing there, but tells where the map looks from. */
  readonly camera: CustomLayerInterface;
  /** Asks for a frame, and for more as long as something moves and the page can be seen. */
  readonly redraw: () => void;
  readonly close: () => void;
};

const layOver = (map: MapLibre): HTMLCanvasElement => {
  const canvas = document.createElement("canvas");
  canvas.className = "vehicles";
  // between the map and its controls; the pointer is the map's
  map.getCanvasContainer().append(canvas);
  return canvas;
};

const contextOf = (canvas: HTMLCanvasElement): WebGL2RenderingContext => {
  const gl = canvas.getContext("webgl2", { antialias: false, depth: false });
  if (!gl) throw new Error("there is no WebGL2 for the vehicles");
  return gl;
};

/**
 * Draws the vehicles on a canvas of their own: while only they move, the map beneath, which takes far
 * longer, is not drawn again. Where the map is, both are in one frame.
 */
export const openVehicleCanvas = (map: MapLibre, scene: VehicleScene): VehicleCanvas => {
  const canvas = layOver(map);
  const gl = contextOf(canvas);
  let paint: VehiclePainter | undefined = createPainter(gl, scene);
  let view: MapView | undefined;
  let frame = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  const isPhone = matchMedia("(pointer: coarse)").matches;

  const redraw = (): void => {
    if (frame === 0) frame = requestAnimationFrame(drawAlone);
  };
  const draw = (): void => {
    cancelAnimationFrame(frame);
    frame = 0;
    if (!view || !paint) return;
    paint(view);
    scene.onFrame();
    if (scene.nowS() >= scene.instances.movingUntilS || document.hidden) return;
    clearTimeout(pause);
    if (isPhone) pause = setTimeout(redraw, PHONE_FRAME_MS);
    else redraw();
  };
  const drawAlone = (): void => {
    frame = 0;
    // a map under way may come to draw itself in this very frame
    if (map.isMoving()) map.triggerRepaint();
    else draw();
  };
  const look = (matrix: ArrayLike<number>): MapView => {
    const { width, height, clientWidth, clientHeight } = map.getCanvas();
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    return {
      matrix: Float64Array.from(matrix),
      zoom: map.getZoom(),
      bearing: map.getBearing(),
      width: clientWidth,
      height: clientHeight,
    };
  };
  canvas.addEventListener("webglcontextlost", (event) => {
    event.preventDefault(); // else it never comes back
    paint = undefined;
  });
  canvas.addEventListener("webglcontextrestored", () => {
    paint = createPainter(gl, scene);
    redraw();
  });
  return {
    camera: {
      id: "vehicle-camera",
      type: "custom",
      render: (_gl, { defaultProjectionData }: CustomRenderMethodInput) => {
        view = look(defaultProjectionData.mainMatrix);
        draw();
      },
    },
    redraw,
    close: () => {
      cancelAnimationFrame(frame);
      clearTimeout(pause);
      gl.getExtension("WEBGL_lose_context")?.loseContext();
      canvas.remove();
    },
  };
};
