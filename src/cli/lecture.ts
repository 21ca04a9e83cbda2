import { Command } from 'commander';

export function lectureCommand(): Command {
  return new Command('lecture')
    .description('neural networks from the perceptron on, trained before your eyes')
    .action(async () => {
      const { lecture } = await import('../index.js');
      for (const [number, chapter] of lecture.entries()) {
        const { title, lines } = chapter();
        console.log(`${number > 0 ? '\n' : ''}${number + 1}. ${title}\n`);
        for (const line of lines) console.log(line);
      }
    });
}
