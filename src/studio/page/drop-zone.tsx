import { useState } from 'preact/hooks';
import { filesOf } from './dropped-files.js';
import { isBusy } from './studio-state.js';
import { texts } from './texts.js';

/** Where files are dropped or chosen. */
export function DropZone({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const [isOver, setOver] = useState(false);
  const onChange = (event: Event) => {
    const { files } = event.currentTarget as HTMLInputElement;
    if (files && files.length > 0) onFiles([...files]);
  };
  return (
    <section
      class={isOver ? 'drop over' : 'drop'}
      aria-label={texts.data.drop}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={async (event) => {
        event.preventDefault();
        setOver(false);
        if (!event.dataTransfer || isBusy.value) return;
        const files = await filesOf(event.dataTransfer);
        if (files.length > 0) onFiles(files);
      }}
    >
      <p>{texts.data.drop}</p>
      <p class="choose">
        <label class="button">
          {texts.data.choose}
          <input type="file" id="file" disabled={isBusy.value} onChange={onChange} />
        </label>
        <label class="button">
          {texts.data.chooseFolder}
          <input
            type="file"
            id="folder"
            {...{ webkitdirectory: true }}
            disabled={isBusy.value}
            onChange={onChange}
          />
        </label>
      </p>
    </section>
  );
}
