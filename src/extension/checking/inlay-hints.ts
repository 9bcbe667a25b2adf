import {
  type Disposable,
  type Event,
  EventEmitter,
  InlayHint,
  InlayHintKind,
  type InlayHintsProvider,
  type Range,
  type TextDocument,
} from 'vscode';
import type { LiveChecks } from './live-checks';
import { positionOf } from './range';

/** Shapes beside layers and assignments. */
export class ShapeInlays implements InlayHintsProvider, Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly listener: Disposable;
  readonly onDidChangeInlayHints: Event<void> = this.changed.event;

  constructor(private readonly checks: LiveChecks) {
    this.listener = checks.onDidCheck(() => this.changed.fire());
  }

  async provideInlayHints(document: TextDocument, range: Range): Promise<InlayHint[]> {
    const cell = await this.checks.current(document);
    return (cell?.inlays ?? []).flatMap(({ text, tooltip, ...place }) => {
      const position = positionOf(place);
      if (!range.contains(position)) return [];
      const hint = new InlayHint(position, text, InlayHintKind.Type);
      hint.tooltip = tooltip;
      return [hint];
    });
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }
}
