/** to = from; they may overlap. */
export function moveBytes(from: usize, to: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}

/** to = 0. */
export function clearBytes(to: usize, bytes: usize): void {
  memory.fill(to, 0, bytes);
}
