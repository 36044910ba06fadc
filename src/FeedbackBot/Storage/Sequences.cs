using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace FeedbackBot.Storage;

/// <summary>Numbers that people read out, given in the commit that uses them: without gaps on SQLite, with rare ones on PostgreSQL.</summary>
public static class Sequences
{
    public static async Task<long> NextAsync(this FeedbackDb db, string name)
    {
        var connection = db.Database.GetDbConnection();
        await using DbCommand command = connection.CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = db.Database.IsSqlite()
            ? "INSERT INTO sequences (name, value) VALUES (@name, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"
            : $"SELECT nextval('{name}_numbers')";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("name", name);
        if (db.Database.IsSqlite())
        {
            command.Parameters.Add(parameter);
        }

        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
