import { Component, type ReactNode } from 'react';
import { ErrorView } from '@/components/ui/error-view';

/** The last net: a defect in a page shows what happened instead of an empty window. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(thrown: unknown) {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div style={{ padding: 'var(--s-8)' }}>
        <ErrorView error={error} onAction={() => this.setState({ error: undefined })} />
      </div>
    );
  }
}
