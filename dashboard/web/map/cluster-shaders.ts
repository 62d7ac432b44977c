/** One quad a ring; its middle glides with those of all others. */
export const RING_VERTEX_SHADER = `#version 300 es
layout(location = 0) in vec4 a_path;     // previous xy, next xy
layout(location = 1) in vec4 a_ends;     // where the parts end, shares of the whole
layout(location = 2) in vec4 a_glyphs;
layout(location = 3) in vec2 a_look;     // radius in CSS pixels, new
uniform mat4 u_matrix;
uniform vec2 u_pixel;                    // clip units per CSS pixel
uniform float u_part;                    // of the way, 0 to 1
out vec2 v_offset;                       // CSS pixels from the middle, up
flat out vec4 v_ends;
flat out vec4 v_glyphs;
flat out float v_radius;
flat out float v_alpha;

void main() {
  vec4 centre = u_matrix * vec4(mix(a_path.xy, a_path.zw, u_part), 0.0, 1.0);
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
  float grown = mix(1.0, u_part, a_look.y);
  v_radius = a_look.x;
  v_alpha = mix(0.4, 1.0, grown);
  v_offset = corner * (a_look.x + 8.0);
  v_ends = a_ends;
  v_glyphs = a_glyphs;
  gl_Position = centre + vec4(v_offset * mix(0.8, 1.0, grown) * u_pixel * centre.w, 0.0, 0.0);
}`;

/**
 * A ring of the parts of `RING_PARTS`, clockwise from the top, around a number. Each has its pattern as
 * well: 0 solid, 1 a double line, 2 bricks, 3 dots, 4 hollow.
 */
export const RING_FRAGMENT_SHADER = `#version 300 es
precision highp float;
in vec2 v_offset;
flat in vec4 v_ends;
flat in vec4 v_glyphs;
flat in float v_radius;
flat in float v_alpha;
uniform vec3 u_colors[5];
uniform vec3 u_outline;
uniform vec3 u_hollow;
uniform vec3 u_accent;
uniform vec3 u_text;
uniform float u_emphasis;
uniform sampler2D u_glyphs;
out vec4 color;

const float TAU = 6.28318530718;
const float BAND = 6.0;
const vec2 GLYPH = vec2(7.6, 16.0);
const float GLYPHS = 11.0;

vec4 over(vec4 top, vec4 below) { return top + below * (1.0 - top.a); }
vec4 layer(vec3 rgb, float alpha) { return vec4(rgb * alpha, alpha); }
float within(float d) { return 1.0 - smoothstep(-0.6, 0.6, d); }

/** How much of a place in the band is left open by the pattern of a status. */
float opening(int status, float across, float along) {
  if (status == 1) return within(abs(across) - 0.8);
  if (status == 2) return 0.8 * within(abs(mod(along, 6.0) - 3.0) - 0.5);
  if (status == 3) return within(1.9 - length(vec2(mod(along, 5.6) - 2.8, across)));
  if (status == 4) return within(abs(across) - 1.6);
  return 0.0;
}

float borderDistance(float turn, float border, float radius) {
  return abs(fract(turn - border + 0.5) - 0.5) * TAU * radius;
}

float number(vec2 p) {
  float count = dot(step(vec4(-0.5), v_glyphs), vec4(1.0));
  vec2 q = p / (count > 3.5 ? 0.86 : 1.0);
  float x = q.x / GLYPH.x + count * 0.5;
  if (x < 0.0 || x >= count || abs(q.y) > GLYPH.y * 0.5) return 0.0;
  float glyph = v_glyphs[int(x)];
  return texture(u_glyphs, vec2((glyph + fract(x)) / GLYPHS, 0.5 - q.y / GLYPH.y)).a;
}

void main() {
  float r = length(v_offset);
  float turn = fract(atan(v_offset.x, v_offset.y) / TAU + 1.0);
  int status = int(dot(step(v_ends, vec4(turn)), vec4(1.0)));
  float middle = v_radius - BAND * 0.5;

  vec4 result = layer(vec3(0.0), 0.24 * (1.0 - smoothstep(-1.0, 5.0, length(v_offset + vec2(0.0, 1.5)) - v_radius - 1.0)));
  float halo = within(r - v_radius - 6.0) * u_emphasis;
  result = over(layer(u_accent, halo * 0.45), result);
  result = over(layer(u_outline, within(r - v_radius - 1.5)), result);

  vec3 body = mix(u_colors[status], u_hollow, opening(status, r - middle, turn * TAU * middle));
  bool isOne = all(equal(fract(v_ends), vec4(0.0)));
  float border = borderDistance(turn, 0.0, r);
  for (int i = 0; i < 4; i++) border = min(border, borderDistance(turn, v_ends[i], r));
  if (!isOne) body = mix(body, u_outline, within(border - 0.9));
  body = mix(u_hollow, body, within(abs(r - middle) - BAND * 0.5));
  body = mix(body, u_text, number(v_offset));
  result = over(layer(body, within(r - v_radius)), result);
  color = result * v_alpha;
}`;
