import { html } from '../report/html.js';

/** What the page may do: its own scripts, workers and styles, and nothing from elsewhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The page of the studio; one that a server gave asks that server, others do all themselves. */
export function studioPage({ isServed }: { readonly isServed: boolean }): string {
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
${isServed && html`<meta name="autofit-server" content="yes">`}
<title>autofit studio</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="studio.css">
<script type="module" src="studio.js"></script>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<div id="studio"></div>
<noscript>The studio needs JavaScript.</noscript>
</body>
</html>
`;
  return text;
}
