import * as assert from 'node:assert/strict';
import { type WebviewResources, webviewHtml } from '../../../../src/extension/ui/webview-html';

const resources: WebviewResources = {
  script: 'https://host/training.js',
  controls: 'https://host/controls.js',
  style: 'https://host/training.css',
  source: 'https://host',
  nonce: 'bm9uY2U=',
  title: 'Training',
  language: 'en',
  words: {},
};

/** Directive to sources, of the policy in the document. */
function policyOf(html: string): Map<string, string[]> {
  const content = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
  const directives = content.replace(/&#39;/g, "'").split('; ');
  return new Map(directives.map(directive => [directive.split(' ')[0] as string, directive.split(' ').slice(1)]));
}

describe('webviewHtml', () => {
  const policy = policyOf(webviewHtml(resources));

  const expected: [directive: string, sources: string[]][] = [
    ['default-src', ["'none'"]],
    ['script-src', ["'nonce-bm9uY2U='"]],
    ['style-src', ['https://host', "'nonce-bm9uY2U='"]],
    ['worker-src', ['blob:']],
  ];
  for (const [directive, sources] of expected)
    it(`${directive} is ${sources.join(' ')}`, () => assert.deepEqual(policy.get(directive), sources));

  it('allows nothing inline and no evaluation', () => {
    for (const sources of policy.values()) assert.ok(!sources.some(source => source.includes('unsafe')));
  });

  it('escapes what comes from files', () => {
    const html = webviewHtml({ ...resources, title: '</title><script>alert(1)</script>' });
    assert.ok(html.includes('&lt;/title&gt;&lt;script&gt;'));
    assert.equal(html.match(/<script/g)?.length, 3);
  });

  it('carries the words of the language, whatever is in them', () => {
    const words = { 'No {0}': '</script><script>alert(1)</script> "0 & 1"' };
    const html = webviewHtml({ ...resources, words });
    assert.equal(html.match(/<script/g)?.length, 3);
    const [, text = ''] = /id="words">(.*?)<\/script>/.exec(html) ?? [];
    assert.deepEqual(JSON.parse(text), words);
  });
});
