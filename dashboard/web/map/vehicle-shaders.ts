/**
 * One quad a vehicle. Positions are relative to the fleet's origin and interpolated here, so a
 * frame costs no JavaScript per vehicle.
 */
export const VERTEX_SHADER = `#version 300 es
layout(location = 0) in vec4 a_path;     // previous xy, next xy
layout(location = 1) in vec2 a_glide;    // start s, length s
layout(location = 2) in vec2 a_turn;     // previous and next heading, turns
layout(location = 3) in vec4 a_state;    // status, dimmed, heading unknown, connection
layout(location = 4) in float a_hidden;  // in a cluster
uniform highp float u_emphasis;
uniform mat4 u_matrix;
uniform float u_now;
uniform float u_bearing;                 // turns
uniform vec2 u_pixel;                    // clip units per CSS pixel
uniform float u_size;                    // half a quad, CSS pixels
out vec2 v_offset;                       // CSS pixels from the centre, north up
flat out vec2 v_heading;
flat out int v_status;
flat out float v_dimmed;
flat out float v_pointless;
flat out float v_connection;

void main() {
  float part = a_glide.y > 0.0 ? clamp((u_now - a_glide.x) / a_glide.y, 0.0, 1.0) : 1.0;
  vec4 centre = u_matrix * vec4(mix(a_path.xy, a_path.zw, part), 0.0, 1.0);
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
  float change = fract(a_turn.y - a_turn.x + 0.5) - 0.5;
  float heading = (a_turn.x + change * part - u_bearing) * 6.28318530718;
  v_heading = vec2(sin(heading), cos(heading));
  v_offset = corner * u_size;
  v_status = int(a_state.x + 0.5);
  v_dimmed = a_state.y;
  v_pointless = a_state.z;
  v_connection = a_state.w;
  gl_Position = centre + vec4(corner * u_size * u_pixel * centre.w, 0.0, 0.0);
  if (a_hidden > 0.5 && u_emphasis < 0.5) gl_Position = vec4(0.0, 0.0, 2.0, 1.0);
}`;

/**
 * Shapes as signed distances in CSS pixels, so they are sharp at every pixel ratio. Status:
 * 0 arrow (a disc where the heading is unknown), 1 ring with a dot, 2 rounded square, 3 diamond.
 * Connection: 0 live and full, 1 late and pale, 2 offline and hollow. `u_dots` flattens them to dots when the map is far out; `u_emphasis` is 0,
 * 1 (pointed at) or 2 (selected).
 */
export const FRAGMENT_SHADER = `#version 300 es
precision highp float;
in vec2 v_offset;
flat in vec2 v_heading;
flat in int v_status;
flat in float v_dimmed;
flat in float v_pointless;
flat in float v_connection;
uniform vec3 u_colors[4];
uniform vec3 u_outline;
uniform vec3 u_hollow;
uniform vec3 u_accent;
uniform float u_dots;
uniform float u_scale;
uniform float u_emphasis;
out vec4 color;

float arrow(vec2 p) {
  vec2 tip = vec2(0.0, 10.0), wing = vec2(7.6, -8.6), notch = vec2(0.0, -4.8);
  p.x = abs(p.x);
  vec2 side = wing - tip, back = notch - wing;
  vec2 fromTip = p - tip, fromWing = p - wing;
  vec2 toSide = fromTip - side * clamp(dot(fromTip, side) / dot(side, side), 0.0, 1.0);
  vec2 toBack = fromWing - back * clamp(dot(fromWing, back) / dot(back, back), 0.0, 1.0);
  float inside = min(side.y * fromTip.x - side.x * fromTip.y, back.y * fromWing.x - back.x * fromWing.y);
  return (inside > 0.0 ? -1.0 : 1.0) * sqrt(min(dot(toSide, toSide), dot(toBack, toBack))) - 1.2;
}

float box(vec2 p, float half_, float radius) {
  vec2 q = abs(p) - half_ + radius;
  return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - radius;
}

float shape(vec2 p) {
  if (u_dots > 0.5) return length(p) - 5.0;
  if (v_status == 0 && v_pointless > 0.5) return length(p) - 7.0;
  if (v_status == 0) return arrow(vec2(p.x * v_heading.y - p.y * v_heading.x, dot(p, v_heading)));
  if (v_status == 1) return length(p) - 8.0;
  if (v_status == 2) return box(p, 6.6, 2.6);
  return box(mat2(0.7071, -0.7071, 0.7071, 0.7071) * p, 5.6, 1.6);
}

vec4 over(vec4 top, vec4 below) { return top + below * (1.0 - top.a); }
vec4 layer(vec3 rgb, float alpha) { return vec4(rgb * alpha, alpha); }

void main() {
  vec2 p = v_offset / u_scale;
  float edge = 1.0 / u_scale;
  float d = shape(p);
  float soft = fwidth(d) * 0.75 + 1e-4;
  vec3 fill = u_colors[v_status];
  float full = v_connection < 0.5 ? 1.0 : (v_connection < 1.5 ? 0.35 : 0.0);
  vec3 inner = mix(u_hollow, fill, full);

  vec4 result = layer(vec3(0.0), 0.22 * (1.0 - smoothstep(0.0, 5.0, shape(p + vec2(0.0, 1.2)) - 1.0)));
  if (u_emphasis > 0.5) {
    float ring = length(v_offset) - (u_emphasis > 1.5 ? 19.0 : 17.0);
    float halo = 1.0 - smoothstep(-0.6, 0.6, ring);
    result = over(layer(u_accent, halo * (u_emphasis > 1.5 ? 0.22 : 0.14)), result);
    float line = 1.0 - smoothstep(0.4, 1.4, abs(ring));
    result = over(layer(u_accent, line * (u_emphasis > 1.5 ? 0.95 : 0.45)), result);
  }
  result = over(layer(u_outline, 1.0 - smoothstep(-soft, soft, d - 2.0)), result);
  vec3 body = mix(inner, fill, smoothstep(-soft, soft, d + 2.0));
  if (v_status == 1 && u_dots < 0.5) {
    float r = length(p);
    float gap = smoothstep(-soft, soft, r - 3.4) - smoothstep(-soft, soft, r - 5.6);
    body = mix(fill, inner, 1.0 - smoothstep(-soft, soft, r - 2.1));
    body = mix(body, u_outline, gap);
  }
  result = over(layer(body, 1.0 - smoothstep(-soft, soft, d)), result);
  float fade = v_dimmed > 0.5 ? 0.16 : (v_connection > 1.5 && u_emphasis < 0.5 ? 0.85 : 1.0);
  color = result * fade;
}`;
