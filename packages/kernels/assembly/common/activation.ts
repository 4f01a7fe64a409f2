// The limits of an activation: ReLU6 is a clamp to [0, 6], no activation one to everything.

// @ts-ignore: decorator
@inline
export function lowest(relu6: bool): f32 {
  return relu6 ? 0 : -Infinity;
}

// @ts-ignore: decorator
@inline
export function highest(relu6: bool): f32 {
  return relu6 ? 6 : Infinity;
}
