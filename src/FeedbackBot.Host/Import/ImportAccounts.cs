using FeedbackBot.Host.Api;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Storage;

namespace FeedbackBot.Host.Import;

/// <summary>Stores a file of accounts, as ERP or CRM export it. The same file again changes nothing; a row that cannot be taken is reported, and the others are stored.</summary>
public sealed class ImportAccounts(UnitOfWork unit, PutAccount put)
{
    private const int RowsAtOnce = 200;

    public async Task<ImportReport> RunAsync(Stream file, string name, CancellationToken cancellation = default)
    {
        var report = new ImportReport();

        // Read to the end first: a file that turns out unreadable half-way has stored nothing.
        foreach (var rows in AccountFile.Read(file, name).ToList().Chunk(RowsAtOnce))
        {
            // Work may be repeated: what came of it counts only when it has landed.
            report.Add(await unit.RunAsync(db => StoreAsync(db, rows, name), cancellation));
        }

        return report;
    }

    private async Task<ImportReport> StoreAsync(FeedbackDb db, AccountFileRow[] rows, string name)
    {
        var report = new ImportReport();
        foreach (var row in rows)
        {
            await report.TakeAsync(name, row.Line, row.Faults, async () =>
            {
                var fields = new Fields();
                var id = fields.Needed(fields.Line(row.ExternalId, "externalId", ExternalId.Most), "externalId");
                fields.End();
                return (await put.RunAsync(db, id, row.Request)).Became;
            });
        }

        return report;
    }
}
