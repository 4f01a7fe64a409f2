export { horizontalPass } from './horizontal-pass';
export { normalize } from './normalize';
export { verticalPass } from './vertical-pass';
