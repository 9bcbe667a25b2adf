// The pictures of the docs: each a row that says how a person gets the window to look like that.

/**
 * @typedef {object} Scene
 * @property {string} name File name without theme and ending.
 * @property {string[]} [themes] Names of themes.mjs; light and dark when not given.
 * @property {{ width: number, height: number }} [size]
 * @property {Record<string, unknown>} [settings] User settings of the window.
 * @property {(workbench: import('../vscode/workbench.mjs').Workbench) => Promise<void>} arrange Works the window by keyboard and waits for what is to be seen.
 */

/** @type {Scene[]} */
export const scenes = [
  {
    name: 'records',
    themes: ['light', 'dark', 'high-contrast'],
    arrange: async workbench => {
      await workbench.openFile('sections-train.tfrecord-00000-of-00004');
      await workbench.inWebview('table tbody tr');
    },
  },
  {
    name: 'training',
    themes: ['light', 'dark', 'high-contrast'],
    size: { width: 1440, height: 960 },
    settings: { 'editor.minimap.enabled': false },
    arrange: async workbench => {
      await workbench.openFile('sections_cnn.py');
      await workbench.page.keyboard.press('Control+B');
      await workbench.runCommand('Tensorscope: Train Model');
      const rows = await workbench.inWebview('table.epochs tbody');
      await workbench.until(async () => (await rows.locator('tr').count()) >= 3, 'three epochs have ended');
      await workbench.page.getByText('Train', { exact: true }).waitFor();
    },
  },
];
