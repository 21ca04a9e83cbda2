export { decodePicture } from './decode-picture.js';
export { readPictures } from './read-pictures.js';
export { smallPicture } from './small-picture.js';
