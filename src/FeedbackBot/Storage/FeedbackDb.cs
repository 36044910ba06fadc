using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace FeedbackBot.Storage;

/// <summary>The product's database. Slices bring their own tables (an <see cref="IEntityTypeConfiguration{T}"/> each); this class knows none of them.</summary>
public sealed class FeedbackDb(DbContextOptions<FeedbackDb> options) : DbContext(options)
{
    private readonly List<string> _announcements = [];
    private readonly List<object> _written = [];
    private readonly Dictionary<string, DbCommand> _statements = [];

    /// <summary>Wakes those who watch <paramref name="topic"/> once the present commit has landed; forgotten if it fails.</summary>
    public void Announce(string topic) => _announcements.Add(topic);

    /// <summary>Facts written in the present commit past the change tracker, for the steps that every commit takes (<see cref="ICommitStep"/>).</summary>
    internal IReadOnlyList<object> Written => _written;

    internal void HasWritten(object fact) => _written.Add(fact);

    /// <summary>A statement that the hot path uses again and again, in the present transaction; prepared once for each open connection.</summary>
    internal DbCommand Statement(string sql, ReadOnlySpan<string> parameters)
    {
        if (!_statements.TryGetValue(sql, out var command))
        {
            command = Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            foreach (var name in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            _statements[sql] = command;
        }

        command.Transaction = Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    /// <summary>Lets what is tracked put itself right before it is saved.</summary>
    internal async Task SettleAsync()
    {
        // Looking at the tracked entities would otherwise compare every one of them, which saving does anyway.
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var entry in ChangeTracker.Entries<ISettled>().ToList())
            {
                await entry.Entity.SettleAsync(this);
            }
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    internal void ForgetStatements()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
    }

    internal IReadOnlyList<string> TakeAnnouncements()
    {
        string[] taken = [.. _announcements];
        _announcements.Clear();
        _written.Clear();
        return taken;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(Assembly.GetExecutingAssembly());
        ColumnForms.NameInSnakeCase(modelBuilder.Model);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        ColumnForms.Configure(configurationBuilder, Database.IsSqlite());
}
