import { openBrowser } from '../fixtures/open-page.js';
import { describePages } from './page-contract.js';

describePages(openBrowser, /page Chrome\/\d+/);
