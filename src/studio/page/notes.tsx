import { inPageWords } from './page-words.js';
import { texts } from './texts.js';

/** What the user should know, folded away. */
export function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <details class="notes">
      <summary>
        {texts.search.notes} ({notes.length})
      </summary>
      <ul>
        {[...new Set(notes)].map((note) => (
          <li key={note}>{inPageWords(note)}</li>
        ))}
      </ul>
    </details>
  );
}
