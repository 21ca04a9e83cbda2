/** What stands below the help of `fit`. */
export const FIT_EXAMPLES = `
Examples:
  autofit train.csv --label price --test test.csv  and score on other rows
  autofit train.csv --label price -t 10m --honest  rows are kept for the end
  autofit train.csv --label price --trials 20      repeatable to the byte
  autofit train.csv --label price --models mlp     one family of models alone
  autofit train.csv --label price --group shop     rows of a shop stay together
  autofit train.csv --label price --missing -999   -999 is no number
  autofit photos/                                  pictures: a folder a class
  autofit resume autofit-runs/<run> -t +10m        gives a run more
`;
