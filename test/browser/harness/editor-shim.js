// Runs in a page before anything of it: what the editor gives to a webview. `harnessTheme` was set by an earlier script, `hostSays` by the harness.
{
  let state;
  window.acquireVsCodeApi = () => ({
    postMessage: message => window.hostSays(message).then(answer => answer && window.postMessage(answer, '*')),
    getState: () => state,
    setState: next => {
      state = next;
    },
  });
  document.addEventListener('DOMContentLoaded', () => {
    const { bodyClass, variables } = window.harnessTheme;
    document.body.className = bodyClass;
    for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(`--vscode-${name}`, value);
  });
}
