// What is seen for the moment before anything is known.
import { Coin } from './coin.tsx'

export function Splash() {
  return (
    <div className="splash" role="status">
      <Coin size={36} turning />
      <span className="unseen">Loading</span>
    </div>
  )
}
