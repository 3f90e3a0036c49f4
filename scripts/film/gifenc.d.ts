// The part of gifenc that is used; it brings no types.
declare module 'gifenc' {
  type Palette = number[][];
  const gifenc: {
    quantize(rgba: Uint8Array, maxColors: number): Palette;
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
