import { useState } from 'preact/hooks';
import { filesOf } from './dropped-files.js';
import { isBusy, mistake, waitFor } from './studio-state.js';
import { texts } from './texts.js';

interface DropZoneProps {
  readonly says: string;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Where files are dropped or chosen. */
export function DropZone({ says, onFiles }: DropZoneProps) {
  const [isOver, setOver] = useState(false);
  const give = (files: readonly File[]) => {
    if (files.length > 0) onFiles(files);
    else mistake.value = texts.data.nothing;
  };
  const onChange = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const { files } = input;
    if (files) give([...files]);
    // The same file may be chosen once more, when it was mended.
    input.value = '';
  };
  return (
    <section
      class={isOver ? 'drop over' : 'drop'}
      aria-label={says}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={async (event) => {
        event.preventDefault();
        setOver(false);
        const { dataTransfer } = event;
        if (!dataTransfer || isBusy.value) return;
        const files = await waitFor(texts.data.reading, () => filesOf(dataTransfer));
        if (files) give(files);
      }}
    >
      <p>{says}</p>
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
