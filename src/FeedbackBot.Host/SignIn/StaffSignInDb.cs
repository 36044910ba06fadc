using System.Text.Json;
using FeedbackBot.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace FeedbackBot.Host.SignIn;

/// <summary>Staff passwords, lock-outs and second factors: Identity's own tables beside the product's, in the same database, saving by itself.</summary>
public sealed class StaffSignInDb(DbContextOptions<StaffSignInDb> options) : IdentityUserContext<StaffLogin>(options)
{
    /// <summary>Keeps the two contexts' migrations apart.</summary>
    public const string History = "staff_sign_in_migrations";

    public static void Use(DbContextOptionsBuilder builder, StorageOptions storage)
    {
        StorageSetup.Use(builder, storage);
        if (storage.Provider == StorageProvider.Postgres)
        {
            new NpgsqlDbContextOptionsBuilder(builder).MigrationsHistoryTable(History);
        }
        else
        {
            new SqliteDbContextOptionsBuilder(builder).MigrationsHistoryTable(History);
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<StaffLogin>().ToTable("staff_logins");
        builder.Entity<IdentityUserClaim<string>>().ToTable("staff_login_claims");
        builder.Entity<IdentityUserLogin<string>>().ToTable("staff_external_logins");
        builder.Entity<IdentityUserToken<string>>().ToTable("staff_login_tokens");
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}
