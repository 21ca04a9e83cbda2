import { Command } from 'commander';

export function datasetsCommand(): Command {
  return new Command('datasets')
    .description('the data that come with autofit')
    .option('--json', 'print one JSON document')
    .action(async (flags: { readonly json?: boolean }) => {
      const { listDatasets } = await import('../index.js');
      const datasets = listDatasets();
      if (flags.json) {
        console.log(JSON.stringify(datasets, null, 2));
        return;
      }
      for (const { path, label, rows, task } of datasets) {
        const command = label === undefined ? path : `${path} --label ${label}`;
        const what = label === undefined ? 'pictures' : 'rows';
        console.log(`autofit ${command}    (${rows} ${what}, ${task})`);
      }
    });
}
