using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Storage;

/// <summary>The product's database. Slices bring their own tables (an <see cref="IEntityTypeConfiguration{T}"/> each); this class knows none of them.</summary>
public sealed class FeedbackDb(DbContextOptions<FeedbackDb> options) : DbContext(options)
{
    private readonly List<string> _announcements = [];

    /// <summary>Wakes those who watch <paramref name="topic"/> once the present commit has landed; forgotten if it fails.</summary>
    public void Announce(string topic) => _announcements.Add(topic);

    internal IReadOnlyList<string> TakeAnnouncements()
    {
        string[] taken = [.. _announcements];
        _announcements.Clear();
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
