// The site's day of today, which changes while a dashboard stays open over midnight.
import { useEffect, useState } from 'react'
import { dayIn } from '../range.ts'

export function useToday(timeZone: string): string {
  const [today, setToday] = useState(() => dayIn(timeZone, Date.now()))
  useEffect(() => {
    const look = () => setToday(dayIn(timeZone, Date.now()))
    look()
    const timer = setInterval(look, 30_000)
    return () => clearInterval(timer)
  }, [timeZone])
  return today
}
