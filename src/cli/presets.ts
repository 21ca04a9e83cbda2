import { Command } from 'commander';

export function presetsCommand(): Command {
  return new Command('presets')
    .description('the presets that come with autofit')
    .option('--json', 'print one JSON document')
    .action(async (flags: { readonly json?: boolean }) => {
      const { listPresets } = await import('../index.js');
      const presets = listPresets();
      if (flags.json) console.log(JSON.stringify(presets, null, 2));
      else
        for (const { name, description } of presets)
          console.log(`${name.padEnd(15)}${description}`);
    });
}
