/** The document of every webview: a policy that allows our scripts and our styles, and nothing else. */
export interface WebviewResources {
  /** Addresses that the webview may load, as `asWebviewUri` gives them. */
  script: string;
  /** The script of the controls, which all pages share. */
  controls: string;
  style: string;
  /** `webview.cspSource`. */
  source: string;
  /** Unguessable, new for every document. */
  nonce: string;
  title: string;
  /** Of the user's editor, e.g. "en". */
  language: string;
  /** The page's texts in that language, by the English ones. */
  words: { [english: string]: string };
}

/** Images may be blobs that the page made from bytes it was sent; scripts only by nonce. */
const policy = ({ source, nonce }: WebviewResources): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // The nonce is for one empty style element by which the controls find out what the browser can do.
    `style-src ${source} 'nonce-${nonce}'`,
    `img-src ${source} blob: data:`,
    `font-src ${source}`,
    'worker-src blob:',
  ].join('; ');

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, character => escapes[character] as string);

/** Builds the document; every part is escaped. */
export function webviewHtml(resources: WebviewResources): string {
  const { script, controls, style, nonce, title, language, words } = resources;
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy(resources))}">
<meta property="csp-nonce" content="${escapeHtml(nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeHtml(style)}">
<title>${escapeHtml(title)}</title>
</head>
<body>
<script type="application/json" id="words">${JSON.stringify(words).replaceAll('<', '\\u003c')}</script>
<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(controls)}"></script>
<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(script)}"></script>
</body>
</html>
`;
}
