/** What the page asks of its host. */
export interface ModuleActions {
  copy(code: string): void;
  openCode(code: string): void;
  openAsset(path: string): void;
}
