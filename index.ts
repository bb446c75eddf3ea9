export * from './credentials/AmpecoApi.credentials';
export * from './nodes/Voucher/AmpecoVoucher.node';
