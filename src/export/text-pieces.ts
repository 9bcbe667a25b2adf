/** Characters that go out in one piece: a piece for each line would cost more than the line. */
const PIECE_CHARACTERS = 1 << 18;

/** Lines of text as the bytes of a file, in pieces of some size. */
export async function* textPieces(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = '';
  for await (const line of lines) {
    text += line;
    if (text.length < PIECE_CHARACTERS) continue;
    yield encoder.encode(text);
    text = '';
  }
  if (text !== '') yield encoder.encode(text);
}
