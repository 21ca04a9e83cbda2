/** The columns of a folder of pictures: their paths in it, and the sub-folder that each lies in. */
export const IMAGE_COLUMN = 'image';
export const LABEL_COLUMN = 'label';
