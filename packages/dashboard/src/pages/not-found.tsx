// An address that leads nowhere.
import { Link } from 'react-router'

export function NotFound() {
  return (
    <div className="card blank">
      <title>Not found · Farthing</title>
      <h1>There is nothing here</h1>
      <p>The address may be mistyped, or the site was removed.</p>
      <Link className="button primary" to="/sites">
        All sites
      </Link>
    </div>
  )
}
