import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type api, domain } from '@/bridge/types';
import { renderPart } from '@/testing/render';
import { PreviewDialog } from './preview-dialog';

const transfer: api.Transfer = { id: 't-1', dataType: 'customers', label: 'Customers', table: '', active: false, mappedFields: 0, fields: 3, keys: [], records: -1, refusal: '', whenFieldsChange: domain.WhenFieldsChange.tell, fieldChanges: [] };
const show = (preview?: api.RecordsPreview) => renderPart(<PreviewDialog configuration="Shop" transfer={transfer} preview={preview} error={undefined} onRetry={() => undefined} onClose={() => undefined} />);

describe('the preview of records', () => {
  it('counts no records before they are there', async () => {
    show();
    expect(await screen.findByText('Customers of Shop')).toBeInTheDocument();
    expect(screen.queryByText(/0 records/)).not.toBeInTheDocument();
  });

  it('says how many there are, and where none is, that the service returned none', async () => {
    const { unmount } = show({ columns: ['id'], rows: [['1'], ['2']], raw: ['{}', '{}'], requests: [] });
    expect(await screen.findByText(/^2 records of Customers of Shop/)).toBeInTheDocument();
    unmount();
    show({ columns: [], rows: [], raw: [], requests: [] });
    expect(await screen.findByText('The service returned no record.')).toBeInTheDocument();
    expect(screen.queryByText(/0 records/)).not.toBeInTheDocument();
  });
});
