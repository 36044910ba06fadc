using System.Buffers.Text;
using System.Security.Cryptography;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Settings;
using FeedbackBot.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.SignIn;

/// <summary>Lets a member of staff sign in: the product's row with its roles, and a password beside it.</summary>
public sealed class AddStaffLogin(
    UnitOfWork unitOfWork, UserManager<StaffLogin> logins, TimeProvider time, IOptions<AdminOptions> admin, SetupLink setup)
{
    public const StaffRoles AllRoles = StaffRoles.Agent | StaffRoles.Manager | StaffRoles.AccountOwner | StaffRoles.Administrator;

    /// <summary>Adds or extends; an existing password is only replaced where a new one is given.</summary>
    public async Task<StaffAdded> RunAsync(NewStaff facts)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var staff = await unitOfWork.RunAsync(async db =>
        {
            var member = await db.StaffOfAsync(facts.Email, facts.Name, facts.Roles, now);
            member.Update(facts.Name, facts.Language, facts.TimeZone);
            return member;
        });
        var login = await logins.FindByIdAsync(staff.Id.ToString());
        var made = facts.Password == null && login == null ? NewPassword() : null;
        if (login == null)
        {
            login = new StaffLogin { Id = staff.Id.ToString(), UserName = staff.Email, Email = staff.Email, MustChangePassword = made != null };
            Check(await logins.CreateAsync(login, made ?? facts.Password!));
        }
        else if (facts.Password != null)
        {
            Check(await logins.ResetPasswordAsync(login, await logins.GeneratePasswordResetTokenAsync(login), facts.Password));
        }

        return new(staff, made);
    }

    /// <summary>From the settings, once; without them, a set-up link while nobody can sign in.</summary>
    public async Task EnsureFirstAdministratorAsync()
    {
        if (admin.Value is { Email: { } email, Password: { } password })
        {
            if (await logins.FindByEmailAsync(StaffMember.Normalize(email)) == null)
            {
                await RunAsync(new(email) { Roles = AllRoles, Password = password });
            }
        }
        else if (!await logins.Users.AnyAsync())
        {
            setup.Make();
        }
    }

    /// <summary>Whether the set-up link may still be used.</summary>
    public async Task<bool> IsSetupOpenAsync(string? code) => setup.Fits(code) && !await logins.Users.AnyAsync();

    internal static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            var error = result.Errors.First();
            throw new RuleViolation(error.Code == "PasswordTooShort" ? "password_too_short" : error.Code == "PasswordRequiresUniqueChars" ? "password_too_simple" : "sign_in_refused", error.Description, "password");
        }
    }

    private static string NewPassword() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));
}

/// <summary>Who is to be added, and as what.</summary>
public sealed record NewStaff(string Email)
{
    public string? Name { get; init; }

    public StaffRoles Roles { get; init; } = StaffRoles.Agent;

    public string? Password { get; init; }

    public string? Language { get; init; }

    public string? TimeZone { get; init; }
}

/// <summary>The member, and the one-time password where one was made up.</summary>
public sealed record StaffAdded(StaffMember Staff, string? OneTimePassword);
