// Where React meets the page. A file of its own, because React makes its errors when it starts: with developer tools open (as in
// the bench) the browser then reads anew whatever file started it.
export { createRoot } from 'react-dom/client'
