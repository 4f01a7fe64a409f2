export { verticalPass } from './vertical-pass';
