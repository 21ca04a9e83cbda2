/** Hands on the files that are dropped onto an element, which shows that it takes them. */
export function takeDropped(place: HTMLElement, take: (files: readonly File[]) => void): void {
  place.addEventListener('dragover', (event) => {
    event.preventDefault();
    place.classList.add('over');
  });
  place.addEventListener('dragleave', () => place.classList.remove('over'));
  place.addEventListener('drop', (event) => {
    event.preventDefault();
    place.classList.remove('over');
    take([...(event.dataTransfer?.files ?? [])]);
  });
}
