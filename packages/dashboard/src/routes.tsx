// Which page a path shows. Pages that few open are loaded when they are opened.
import { createBrowserRouter } from 'react-router'
import { Home } from './pages/home.tsx'
import { Login } from './pages/login.tsx'
import { NotFound } from './pages/not-found.tsx'
import { Overview } from './pages/overview.tsx'
import { Sites } from './pages/sites.tsx'
import { Broken } from './parts/broken.tsx'
import { Shell } from './parts/shell.tsx'
import { Splash } from './parts/splash.tsx'

export function createRoutes() {
  return createBrowserRouter([
    {
      errorElement: <Broken />,
      hydrateFallbackElement: <Splash />,
      children: [
        { path: '/setup', lazy: async () => ({ Component: (await import('./pages/setup.tsx')).Setup }) },
        { path: '/login', element: <Login /> },
        { path: '/join', lazy: async () => ({ Component: (await import('./pages/join.tsx')).Join }) },
        {
          path: '/unsubscribe/:token',
          lazy: async () => ({ Component: (await import('./pages/unsubscribe.tsx')).Unsubscribe }),
        },
        { path: '/share/:token', lazy: async () => ({ Component: (await import('./pages/share.tsx')).Share }) },
        {
          element: <Shell />,
          children: [
            { path: '/', element: <Home /> },
            { path: '/sites', element: <Sites /> },
            { path: '/account', lazy: async () => ({ Component: (await import('./pages/account.tsx')).Account }) },
            {
              path: '/sites/new',
              lazy: async () => ({ Component: (await import('./pages/new-site.tsx')).NewSitePage }),
            },
            { path: '/sites/:siteId', element: <Overview /> },
            {
              path: '/sites/:siteId/payments',
              lazy: async () => ({ Component: (await import('./pages/payments.tsx')).PaymentsPage }),
            },
            {
              path: '/sites/:siteId/payments/:paymentId',
              lazy: async () => ({ Component: (await import('./pages/payment.tsx')).PaymentPage }),
            },
            {
              path: '/sites/:siteId/live',
              lazy: async () => ({ Component: (await import('./pages/live.tsx')).LivePage }),
            },
            {
              path: '/sites/:siteId/revenue',
              lazy: async () => ({ Component: (await import('./pages/revenue.tsx')).RevenuePage }),
            },
            {
              path: '/sites/:siteId/settings',
              lazy: async () => ({ Component: (await import('./pages/settings.tsx')).Settings }),
            },
            {
              path: '/sites/:siteId/settings/stripe',
              lazy: async () => ({ Component: (await import('./pages/settings-stripe.tsx')).StripeSettings }),
            },
            {
              path: '/sites/:siteId/settings/access',
              lazy: async () => ({ Component: (await import('./pages/settings-access.tsx')).AccessSettings }),
            },
            {
              path: '/sites/:siteId/settings/notices',
              lazy: async () => ({ Component: (await import('./pages/settings-notices.tsx')).NoticeSettings }),
            },
            {
              path: '/sites/:siteId/settings/data',
              lazy: async () => ({ Component: (await import('./pages/settings-data.tsx')).DataSettings }),
            },
            {
              path: '/sites/:siteId/settings/log',
              lazy: async () => ({ Component: (await import('./pages/settings-log.tsx')).LogSettings }),
            },
            {
              path: '/sites/:siteId/reconcile',
              lazy: async () => ({ Component: (await import('./pages/reconcile.tsx')).Reconcile }),
            },
            {
              path: '/sites/:siteId/breakdown',
              lazy: async () => ({ Component: (await import('./pages/breakdown.tsx')).BreakdownPage }),
            },
            {
              path: '/sites/:siteId/journeys',
              lazy: async () => ({ Component: (await import('./pages/journeys.tsx')).Journeys }),
            },
            {
              path: '/sites/:siteId/cohorts',
              lazy: async () => ({ Component: (await import('./pages/cohorts.tsx')).Cohorts }),
            },
            {
              path: '/sites/:siteId/funnels',
              lazy: async () => ({ Component: (await import('./pages/funnels.tsx')).Funnels }),
            },
            {
              path: '/sites/:siteId/split-tests',
              lazy: async () => ({ Component: (await import('./pages/split-tests.tsx')).SplitTests }),
            },
            { path: '*', element: <NotFound /> },
          ],
        },
      ],
    },
  ])
}
