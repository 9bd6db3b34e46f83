import {createHash} from 'node:crypto';
import {type Html, html, trustedHtml} from './html.js';

export interface HtmlDocument {
  title: string;
  /** A style sheet and a script of this workspace: no text of a user may stand in them. */
  style: string;
  script: string;
  body: Html;
}

/** A self-contained page. Nothing may be fetched and no script run but its own, whatever text comes into it. */
export function htmlDocument({title, style, script, body}: HtmlDocument): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trustedHtml(style)}</style>
</head>
<body>
${body}<script>${trustedHtml(script)}</script>
</body>
</html>
`.text;
}

function contentSecurityPolicy(script: string): string {
  const digest = createHash('sha256').update(script).digest('base64');
  return `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
}
