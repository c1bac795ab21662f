// The card that is being dragged, known to the lists that draw cards: a card taken out of the page would end its drag. No state
// of React: nothing is drawn anew while the pointer moves.
let dragged: string | undefined

export const draggedCard = (): string | undefined => dragged

export function setDragged(id: string | undefined): void {
  dragged = id
}
