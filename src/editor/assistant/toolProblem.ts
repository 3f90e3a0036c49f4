/** Why a tool did not do what a model wanted, for the model to read: it holds no text of a desk. */
export class ToolProblem extends Error {}
