// The part of gifenc that is used; it brings no types.
declare module 'gifenc' {
  type Palette = number[][];
  const gifenc: {
    quantize(rgba: Uint8Array, maxColors: number): Palette;
    /** Of each pixel its place in the palette. */
    applyPalette(rgba: Uint8Array, palette: Palette): Uint8Array;
    nearestColorIndex(palette: Palette, pixel: number[]): number;
    GIFEncoder(): {
      writeFrame(
        index: Uint8Array,
        width: number,
        height: number,
        options: {
          palette?: Palette;
          /** Milliseconds. */
          delay: number;
          transparent?: boolean;
          transparentIndex?: number;
          /** 1 leaves the frame below the next. */
          dispose?: number;
        },
      ): void;
      finish(): void;
      bytes(): Uint8Array;
    };
  };
  export default gifenc;
}
