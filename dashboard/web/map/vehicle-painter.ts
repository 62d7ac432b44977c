import { type Instances, STRIDE } from "./vehicle-instances.ts";
import { FRAGMENT_SHADER, VERTEX_SHADER } from "./vehicle-shaders.ts";
import { timeOnCard } from "./vehicle-time.ts";

/** Colours of one theme, each as red, green, blue from 0 to 1. */
export type VehicleColors = {
  /** In the order of `STATUSES`, flattened. */
  readonly statuses: Float32Array;
  readonly outline: Float32Array;
  readonly hollow: Float32Array;
  readonly accent: Float32Array;
};

/** What is drawn, read anew each frame. */
export type VehicleScene = {
  readonly instances: Instances;
  colors: VehicleColors;
  selectedId: string | undefined;
  hoveredId: string | undefined;
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

const compile = (gl: WebGL2RenderingContext, type: GLenum, source: string): WebGLShader => {
  const shader = gl.createShader(type);
  if (!shader) throw new Error("WebGL context lost");
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
};

const link = (gl: WebGL2RenderingContext): WebGLProgram => {
  const program = gl.createProgram();
  gl.attachShader(program, compile(gl, gl.VERTEX_SHADER, VERTEX_SHADER));
  gl.attachShader(program, compile(gl, gl.FRAGMENT_SHADER, FRAGMENT_SHADER));
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`vehicle shader: ${gl.getProgramInfoLog(program)}`);
  }
  return program;
};

/** The map's matrix moved to the fleet's origin, in double precision before it is narrowed. */
const matrixAt = (matrix: ArrayLike<number>, x: number, y: number): Float32Array => {
  const moved = Float64Array.from(matrix);
  for (let row = 0; row < 4; row++) {
    moved[12 + row] = (matrix[row] ?? 0) * x + (matrix[4 + row] ?? 0) * y + (matrix[12 + row] ?? 0);
  }
  return new Float32Array(moved);
};

const bindInstances = (gl: WebGL2RenderingContext, offset: number): void => {
  const columns = [
    [4, gl.FLOAT, false, 0],
    [2, gl.FLOAT, false, 16],
    [2, gl.UNSIGNED_SHORT, true, 24],
    [4, gl.UNSIGNED_BYTE, false, 28],
  ] as const;
  columns.forEach(([size, type, normalized, at], location) => {
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, size, type, normalized, STRIDE, offset + at);
    gl.vertexAttribDivisor(location, 1);
  });
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

type Graphics = {
  readonly program: WebGLProgram;
  readonly uniforms: ReturnType<typeof uniformsOf>;
  readonly buffer: WebGLBuffer;
  readonly vertexArray: WebGLVertexArrayObject;
  uploadedBytes: number;
};

const createGraphics = (gl: WebGL2RenderingContext): Graphics => {
  const program = link(gl);
  const uniforms = uniformsOf(gl, program);
  const buffer = gl.createBuffer();
  const vertexArray = gl.createVertexArray();
  return { program, uniforms, buffer, vertexArray, uploadedBytes: 0 };
};

/** Sends the bytes changed since the last frame; all of them when the buffer has to grow. */
const upload = (gl: WebGL2RenderingContext, graphics: Graphics, instances: Instances): void => {
  const { dirty, bytes } = instances;
  gl.bindBuffer(gl.ARRAY_BUFFER, graphics.buffer);
  if (graphics.uploadedBytes !== bytes.length) {
    gl.bufferData(gl.ARRAY_BUFFER, bytes, gl.DYNAMIC_DRAW);
    graphics.uploadedBytes = bytes.length;
  } else if (dirty.from < dirty.to) {
    gl.bufferSubData(gl.ARRAY_BUFFER, dirty.from, bytes, dirty.from, dirty.to - dirty.from);
  }
  instances.dirty = { from: 0, to: 0 };
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
const draw = (gl: WebGL2RenderingContext, { uniforms }: Graphics, scene: VehicleScene): void => {
  const { ids, indexOf } = scene.instances;
  bindInstances(gl, 0);
  gl.uniform1f(uniforms.emphasis, 0);
  gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, ids.length);
  const emphasised = [
    [scene.hoveredId, 1],
    [scene.selectedId, 2],
  ] as const;
  for (const [id, emphasis] of emphasised) {
    const index = id === undefined ? undefined : indexOf.get(id);
    if (index === undefined) continue;
    bindInstances(gl, index * STRIDE);
    gl.uniform1f(uniforms.emphasis, emphasis);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, 1);
  }
};

/** Draws a scene as it is at the moment, on a canvas that is as large as its drawing buffer says. */
export type VehiclePainter = (view: MapView) => void;

/** Prepares a context for drawing: one instanced draw call however many vehicles there are. */
export const createPainter = (gl: WebGL2RenderingContext, scene: VehicleScene): VehiclePainter => {
  const graphics = createGraphics(gl);
  gl.useProgram(graphics.program);
  gl.bindVertexArray(graphics.vertexArray);
  gl.enable(gl.BLEND);
  // the shader's colours are premultiplied
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  return (view) => {
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clear(gl.COLOR_BUFFER_BIT);
    upload(gl, graphics, scene.instances);
    setUniforms(gl, graphics, scene, view);
    draw(gl, graphics, scene);
  };
};
