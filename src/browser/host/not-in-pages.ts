/** Stands for modules that a page has no use for: who asks for them was to be refused before. */
throw new Error('this is not in pages');
