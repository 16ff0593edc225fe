import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { theme } from './design/theme.ts'
import { makeQueryClient } from './query.ts'
import { makeRouter } from './routes.tsx'

const colorScheme = localStorageColorSchemeManager({ key: 'amiable-color-scheme' })

export function App() {
  const [client] = useState(makeQueryClient)
  const [router] = useState(() => makeRouter(client))
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorScheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={client}>
        <Notifications position="bottom-center" autoClose={10_000} limit={3} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
