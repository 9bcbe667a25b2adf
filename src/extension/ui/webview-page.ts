import { type ExtensionContext, env, Uri, type Webview } from 'vscode';
import { type Channel, type Offer, openChannel, type Port } from '../../protocol/channel';
import { words } from './translations';
import { webviewHtml } from './webview-html';

/** The wire to a webview. Messages to a page that is hidden are lost, which is why pages ask for everything when they are back. */
const portOf = (webview: Webview): Port => ({
  send: message => void webview.postMessage(message),
  listen(receive) {
    const listener = webview.onDidReceiveMessage(receive);
    return () => listener.dispose();
  },
});

/** 144 random bits as text. */
const unguessable = (): string => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));

/** Fills a webview with one of our pages (a bundle of dist/webview) and opens the channel to it. */
export function openPage<Page extends Offer>(
  context: ExtensionContext,
  webview: Webview,
  page: string,
  title: string,
  offer: Offer,
): Channel<Page> {
  const folder = Uri.joinPath(context.extensionUri, 'dist', 'webview');
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  const channel = openChannel<Page>(portOf(webview), offer);
  const address = (file: string): string => webview.asWebviewUri(Uri.joinPath(folder, file)).toString();
  webview.html = webviewHtml({
    script: address(`${page}.js`),
    controls: address('controls.js'),
    style: address(`${page}.css`),
    source: webview.cspSource,
    nonce: unguessable(),
    title,
    language: env.language,
    words: words(),
  });
  return channel;
}
