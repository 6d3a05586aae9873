// A piece of text that is meant to be pasted elsewhere.
import { useEffect, useState } from 'react'

export function CopyBlock({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no')
  useEffect(() => {
    if (copied === 'no') return
    const timer = setTimeout(() => setCopied('no'), 2_500)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () => {
    // Without https there is no clipboard: the text can still be selected by hand.
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))
    done.then(
      () => setCopied('yes'),
      () => setCopied('failed'),
    )
  }
  return (
    <div className="copy-block">
      <pre>
        <code>{text}</code>
      </pre>
      <button type="button" className="button small" onClick={copy} aria-label={`Copy ${label}`}>
        {{ no: 'Copy', yes: 'Copied', failed: 'Select and copy' }[copied]}
      </button>
      <span className="unseen" role="status">
        {copied === 'yes' ? `${label} copied` : ''}
      </span>
    </div>
  )
}
