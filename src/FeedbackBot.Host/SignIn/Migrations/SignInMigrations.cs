using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FeedbackBot.Host.SignIn.Migrations;

/// <summary>The first sign-in tables, written by hand as SQL for each provider.</summary>
[DbContext(typeof(StaffSignInDb))]
[Migration("0001_staff_sign_in")]
public sealed class FirstSignIn : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var provider = ActiveProvider?.Contains("Sqlite", StringComparison.Ordinal) == true ? "sqlite" : "postgres";
        migrationBuilder.Sql(Read($"FeedbackBot.Host.SignIn.Migrations.0001_staff_sign_in.{provider}.sql"));
    }

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The migration file {name} is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
