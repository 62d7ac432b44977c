import { GLYPHS, NO_RINGS, RING_FLOATS, type Rings, ringProgress } from "./cluster-rings.ts";
import { RING_FRAGMENT_SHADER, RING_VERTEX_SHADER } from "./cluster-shaders.ts";
import { linkProgram, matrixAt } from "./gl-program.ts";
import type { MapView, VehicleScene } from "./vehicle-painter.ts";

/** A glyph in the picture of them, CSS pixels: as the shader has it. */
const GLYPH_WIDTH = 7.6;
const GLYPH_HEIGHT = 16;
/** The picture is so much sharper than a simple screen. */
const SHARPNESS = 2;
const BYTES = 4;

/** All glyphs beside each other. */
const glyphPicture = (): HTMLCanvasElement => {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(GLYPH_WIDTH * GLYPHS.length * SHARPNESS);
  canvas.height = GLYPH_HEIGHT * SHARPNESS;
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  context.scale(canvas.width / (GLYPH_WIDTH * GLYPHS.length), SHARPNESS);
  context.font = '650 12.5px "Inter Variable", system-ui, sans-serif';
  context.textAlign = "center";
  context.textBaseline = "middle";
  Array.from(GLYPHS).forEach((letter, index) => {
    context.fillText(letter, (index + 0.5) * GLYPH_WIDTH, GLYPH_HEIGHT / 2 + 0.5);
  });
  return canvas;
};

const loadGlyphs = (gl: WebGL2RenderingContext): WebGLTexture => {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, glyphPicture());
  for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) {
    gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
  }
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  return texture;
};

const bindRings = (gl: WebGL2RenderingContext, first: number): void => {
  const columns = [
    [4, 0],
    [4, 4],
    [4, 8],
    [2, 12],
  ] as const;
  const stride = RING_FLOATS * BYTES;
  columns.forEach(([size, at], location) => {
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, size, gl.FLOAT, false, stride, first * stride + at * BYTES);
    gl.vertexAttribDivisor(location, 1);
  });
};

/** What of the scene the rings are drawn from. */
type Scene = Pick<VehicleScene, "instances" | "colors" | "rings" | "emphasisedRing" | "nowS">;

/** Prepares a context for drawing the clusters of a scene: two calls however many there are. */
export const createClusterPainter = (
  gl: WebGL2RenderingContext,
  scene: Scene,
): ((view: MapView) => void) => {
  const program = linkProgram(gl, RING_VERTEX_SHADER, RING_FRAGMENT_SHADER);
  const at = (name: string) => gl.getUniformLocation(program, name);
  const [matrix, pixel, part, emphasis] = ["u_matrix", "u_pixel", "u_part", "u_emphasis"].map(at);
  const colors = [at("u_outline"), at("u_hollow"), at("u_accent"), at("u_text")];
  const parts = at("u_colors");
  const buffer = gl.createBuffer();
  const vertexArray = gl.createVertexArray();
  const glyphs = loadGlyphs(gl);
  let uploaded: Rings = NO_RINGS;

  const upload = (): void => {
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    if (uploaded === scene.rings) return;
    uploaded = scene.rings;
    gl.bufferData(gl.ARRAY_BUFFER, uploaded.floats, gl.DYNAMIC_DRAW);
  };
  const setUniforms = (view: MapView): void => {
    const { instances, colors: theme, rings } = scene;
    const { x = 0, y = 0 } = instances.origin ?? {};
    gl.uniformMatrix4fv(matrix ?? null, false, matrixAt(view.matrix, x, y));
    gl.uniform2f(pixel ?? null, 2 / view.width, 2 / view.height);
    gl.uniform1f(part ?? null, ringProgress(rings, scene.nowS()));
    gl.uniform3fv(parts, theme.ringParts);
    const values = [theme.outline, theme.hollow, theme.accent, theme.text];
    values.forEach((value, index) => gl.uniform3fv(colors[index] ?? null, value));
  };
  const drawRings = (first: number, count: number, isEmphasised: boolean): void => {
    bindRings(gl, first);
    gl.uniform1f(emphasis ?? null, isEmphasised ? 1 : 0);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
  };
  return (view) => {
    const { rings, emphasisedRing } = scene;
    if (rings.count === 0) return;
    gl.useProgram(program);
    gl.bindVertexArray(vertexArray);
    gl.bindTexture(gl.TEXTURE_2D, glyphs);
    upload();
    setUniforms(view);
    drawRings(0, rings.count, false);
    const index = emphasisedRing === undefined ? undefined : rings.indexOf.get(emphasisedRing);
    if (index !== undefined) drawRings(index, 1, true);
  };
};
